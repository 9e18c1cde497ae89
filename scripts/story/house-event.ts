/** One row of `GET /v1/history`, as far as a story reads it. */
export interface HouseEvent {
  thing: string
  version: number
  event: string
  at: string
  data: unknown
}
