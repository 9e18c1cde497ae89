/** Whether this number (E.164) has texted STOP. */
export async function isTextStopped(db: D1Database, number: string): Promise<boolean> {
  const row = await db.prepare('SELECT 1 AS stopped FROM text_stops WHERE number = ?').bind(number).first()
  return row !== null
}

/** No more texts to this number; twice is once. */
export const insertTextStop = (db: D1Database, { number, at }: { number: string; at: number }): D1PreparedStatement =>
  db.prepare('INSERT INTO text_stops (number, at) VALUES (?, ?) ON CONFLICT DO NOTHING').bind(number, at)

/** Texts to this number again. */
export const deleteTextStop = (db: D1Database, number: string): D1PreparedStatement =>
  db.prepare('DELETE FROM text_stops WHERE number = ?').bind(number)
