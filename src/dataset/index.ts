export {
  listDatasets,
  openDataset,
  type Answer,
  type Dataset,
  type Notice,
  type OpenOptions,
  type Question,
} from './dataset';
export { DatasetError, type DatasetErrorKind } from './error';
export type { DatasetEntry } from './manifest';
export type { Progress, Readable } from './progress';
export type { Need } from './tables';
export type { NeighbourhoodNames, SealedEarlierList, SealedManifest } from './sealed';
export { EngineError, Superseded, type EngineErrorKind } from '../db/error';
