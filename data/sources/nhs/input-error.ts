/** One thing that is wrong in the input, for the person who must mend it. */
export interface Fault {
  /** File name as found in the folder; a file inside a ZIP as `outer.zip › inner.csv`. */
  file?: string;
  /** Line of the file, 1 is the first. */
  row?: number;
  column?: string;
  /** What is wrong. */
  what: string;
  /** What to do about it. */
  mend: string;
}

/** The input cannot be used as it is; the message lists every fault found, with its file, row, column and mend. */
export class InputError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(
      faults.length === 1
        ? describeFault(faults[0]!)
        : [
            `${faults.length} faults in the input:`,
            ...faults.map((fault) => `  ${describeFault(fault)}`),
          ].join('\n'),
    );
    this.name = 'InputError';
    this.faults = faults;
  }
}

export function describeFault({ file, row, column, what, mend }: Fault): string {
  const where = [file, row && `row ${row}`, column && `column ${column}`].filter(Boolean).join(', ');
  return `${where ? `${where}: ` : ''}${what} ${mend}`;
}

/** How many faults are collected before reading stops. */
export const mostFaults = 20;

/** Collects faults so that one run tells several; stops at `mostFaults`. */
export class Faults {
  readonly found: Fault[] = [];

  add(fault: Fault): void {
    this.found.push(fault);
    if (this.found.length >= mostFaults) this.stopIfAny();
  }

  stopIfAny(): void {
    if (this.found.length > 0) throw new InputError(this.found);
  }
}
