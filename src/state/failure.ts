/** What went wrong, for the person who must act. */
export interface Failure {
  /** What happened, to which file. */
  message: string;
  /** What to do. */
  advice: string;
}

/** Errors of the dataset and engine layers carry their own advice; anything else is ours to mend. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Error) {
    const advice = 'advice' in error && typeof error.advice === 'string' ? error.advice : null;
    return {
      message: error.message,
      advice: advice ?? 'Reload the page. If it happens again, send this message to whoever runs this site.',
    };
  }
  return { message: String(error), advice: 'Reload the page.' };
}
