export type DatasetErrorKind =
  | 'not-found'
  | 'offline'
  | 'server'
  | 'web-page'
  | 'not-json'
  | 'truncated'
  | 'wrong-hash'
  | 'wrong-rows'
  | 'wrong-columns'
  | 'file-format'
  | 'newer-schema'
  | 'invalid'
  | 'unknown-dataset';

/** Something wrong with a dataset's file: `message` says what happened to which file, `advice` what to do about it. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
  constructor(
    readonly kind: DatasetErrorKind,
    /** Path inside the dataset, or of the list of datasets. */
    readonly file: string,
    message: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
