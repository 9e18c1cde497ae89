import type { OwnAnswerRule } from '../../../../contract/answer-rule.ts'
import { statedPrice } from '../stated-price.ts'
import type { Example } from './example.ts'
import type { Leaf } from './leaves.ts'

/** What a proposed rule keeps of an answer, and where it says so. */
export interface ProposedCaptures {
  parts: Pick<OwnAnswerRule, 'remoteId' | 'price' | 'reason'>
  because: string[]
}

/** The partner's own id, its price and its reasons, wherever they go by a usual name. `except`: what tells the outcome. */
export function proposeCaptures(examples: readonly Example[], except: string | null): ProposedCaptures {
  const leaves = examples.flatMap((example) => example.leaves).filter(({ place }) => place !== except)
  const remoteId = named(leaves, idNames)
  const price = named(
    leaves.filter(({ value }) => statedPrice(value) !== null),
    priceNames,
  )
  const reason = named(leaves, reasonNames)
  return {
    parts: {
      remoteId: remoteId?.capture ?? null,
      price: price === null ? null : { from: price.capture, unit: 'major', currency: null },
      reason: reason?.capture ?? null,
    },
    because: [
      ...(remoteId === null ? [] : [`The partner’s own id for the lead stands at ${remoteId.place}.`]),
      ...(price === null ? [] : [`A price stands at ${price.place}: it is recorded, and never what is charged.`]),
      ...(reason === null ? [] : [`Its words for a refusal stand at ${reason.place}.`]),
    ],
  }
}

/** In the order of how sure a name is. */
const idNames = ['leadid', 'leadidentifier', 'remoteid', 'id', 'reference', 'ref', 'transactionid', 'queueid', 'uuid']
const priceNames = ['price', 'payout', 'cost', 'bid', 'amount']
const reasonNames = [
  'reason',
  'rejectreason',
  'rejectionreason',
  'errormessage',
  'message',
  'error',
  'detail',
  'details',
  'description',
  'faultstring',
]

function named(leaves: readonly Leaf[], names: readonly string[]): Leaf | null {
  const plain = ({ name }: Leaf) => name.toLowerCase().replaceAll(/[^a-z]/g, '')
  return names.map((name) => leaves.find((leaf) => plain(leaf) === name)).find((leaf) => leaf !== undefined) ?? null
}
