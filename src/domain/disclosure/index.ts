/**
 * The gate between what is counted and everything that a person can see, copy, hover over, download, print, save as a
 * picture, have read out or link to. Counts come in raw (`RawCount`, `RawCounts`: nothing can be read from them) and go
 * out shown (`ShownCount`); formatting and tables take no other.
 */
export { coarse, coarsened, disclose, policiesFor, policyNames, policyNote, rounded } from './disclose';
export { mayShow, mayShowBeside, refusal, type OnShow } from './differencing';
export { discloseParts, totalOfShown, type ShownParts } from './parts';
export { discloseTwoWay } from './two-way';
export { RawCount, RawCounts } from './raw';
export { openSealed, sealColumns, type SealedColumns } from './sealed-columns';
export {
  shownDifference,
  statistic,
  suppressed,
  type ShownCount,
  type ShownNumber,
  type Statistic,
} from './shown';
