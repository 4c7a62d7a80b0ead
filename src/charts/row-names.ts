/** Room that names at 13 px need beside a chart's rows, as far as the chart has it. */
export function nameRoom(names: readonly string[], width: number): number {
  const longest = Math.max(0, ...names.map(({ length }) => length));
  return Math.max(90, Math.min(width >= 460 ? 216 : 176, Math.ceil(longest * letter)));
}

/** A name cut to that room. */
export function fitted(name: string, room: number): string {
  const letters = Math.floor(room / letter);
  return name.length <= letters ? name : `${name.slice(0, letters - 1).trimEnd()}…`;
}

/** Width of a letter of the page's type, about. */
const letter = 6.5;

/** A row's name with where it is, for whoever points at it. */
export const placedLabel = ({ label, within }: { label: string; within?: string | undefined }): string =>
  within === undefined ? label : `${label}, ${within}`;
