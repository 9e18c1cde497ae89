import { writeKeys } from '../../test/support/world-keys.ts'
import { type House, startHouse } from '../house.ts'
import { median } from '../median.ts'
import { writeBooks } from '../worlds/books.ts'
import { writeWorld } from '../worlds/write-world.ts'

const now = Date.UTC(2026, 9, 30, 12)
const parties = 500
const pages = 60

export interface Ledger {
  /** Transfers that `GET /v1/ledger/verify` proves in a second, by the clock on the wall: the better of two runs. */
  verifiedPerSecond: number
  /** Rows read to know one partner's balance. */
  balanceRowsRead: number
  /** Milliseconds for a page of one partner's statement: the median, less that of a request that reads nothing. */
  statementPageMs: number
}

/** What proving and reading the books costs among so many transfers. */
export async function measureLedger({ transfers }: { transfers: number }): Promise<Ledger> {
  const house = await startHouse()
  const ids = Array.from({ length: parties }, (_, i) => i + 1)
  await writeWorld(house.db, {
    leadTypes: [{ id: 1 }],
    partners: ids.map((id) => ({ id, creditUnlimited: true })),
    setups: ids.map((id) => ({ id, partnerId: id, leadTypeId: 1 })),
  })
  await writeBooks(house.db, { transfers, parties, at: now })
  const [key = ''] = await writeKeys(house.db, [{ kind: 'admin' }])
  const get = async (path: string) => timed(house, path, key)

  const proofs = [await get('/v1/ledger/verify'), await get('/v1/ledger/verify')]
  for (const { body } of proofs) {
    const { ok, transfers: seen, findings } = JSON.parse(body)
    if (!ok || seen < transfers)
      throw new Error(`The books are not right: ${JSON.stringify(findings[0])}, ${seen} lines`)
  }
  const balance = await get('/v1/partners/ptn_7/balance')
  const lastLine = balance.statements.find(({ sql }) => sql.includes('FROM transfers WHERE party'))
  const read: number[] = []
  const around: number[] = []
  for (let page = 0; page < pages; page++) {
    read.push((await get(`/v1/partners/ptn_${1 + ((page * 37) % parties)}/statement?cursor=${20 + page}`)).ms)
    around.push((await get('/health')).ms)
  }
  await house.stop()
  return {
    verifiedPerSecond: transfers / (Math.min(...proofs.map(({ ms }) => ms)) / 1000),
    balanceRowsRead: lastLine!.rowsRead,
    statementPageMs: Math.max(0, median(read) - median(around)),
  }
}

async function timed(house: House, path: string, key: string) {
  const startedAt = performance.now()
  const { body, status, statements } = await house.send(now, path, { headers: { Authorization: `Bearer ${key}` } })
  if (status !== 200) throw new Error(`${path}: ${body}`)
  return { ms: performance.now() - startedAt, body, statements }
}
