import { InputError } from './input-error';
import type { MapPractice } from './practice-map';

export interface Area {
  kind: 'england' | 'icb' | 'subIcb' | 'networks';
  /** As in the dataset: `ENG`, `QNC`, `05D`, `U16318`, or several network codes joined by `-`. */
  code: string;
  name: string;
  has(practice: MapPractice): boolean;
}

/** ENG, an ICB's or sub-ICB's ODS code, or network codes with commas between; capitals do not matter. */
export function resolveArea(text: string, practices: readonly MapPractice[], mapFile: string): Area {
  const codes = [
    ...new Set(
      text
        .split(',')
        .map((code) => code.trim().toUpperCase())
        .filter(Boolean),
    ),
  ].sort();
  const [only] = codes;
  if (only === undefined) {
    throw new InputError([
      {
        what: 'No area is given.',
        mend: 'Give --area an ICB code, a sub-ICB code, network codes with commas between, or ENG.',
      },
    ]);
  }
  if (codes.length === 1) {
    if (only === 'ENG') return { kind: 'england', code: 'ENG', name: 'England', has: () => true };
    const inIcb = practices.find((practice) => practice.icb === only);
    if (inIcb)
      return { kind: 'icb', code: only, name: inIcb.icbName, has: (practice) => practice.icb === only };
    const inSubIcb = practices.find((practice) => practice.subIcb === only);
    if (inSubIcb)
      return {
        kind: 'subIcb',
        code: only,
        name: inSubIcb.subIcbName,
        has: (practice) => practice.subIcb === only,
      };
  }
  const networks = new Map(
    practices
      .filter((practice) => practice.network !== '')
      .map((practice) => [practice.network, practice.networkName]),
  );
  const unknown = codes.filter((code) => !networks.has(code));
  if (unknown.length > 0)
    throw new InputError(unknown.map((code) => unknownArea(code, codes.length > 1, practices, mapFile)));
  const wanted = new Set(codes);
  return {
    kind: 'networks',
    code: codes.join('-'),
    name:
      codes.length > 3
        ? `${codes.length} primary care networks`
        : codes.map((code) => networks.get(code)!).join(', '),
    has: (practice) => wanted.has(practice.network),
  };
}

function unknownArea(
  code: string,
  isList: boolean,
  practices: readonly MapPractice[],
  file: string,
): { file: string; what: string; mend: string } {
  const known = new Map<string, string>();
  if (!isList) {
    known.set('ENG', 'England');
    for (const { icb, icbName, subIcb, subIcbName } of practices)
      known.set(icb, icbName).set(subIcb, subIcbName);
  }
  for (const { network, networkName } of practices) if (network) known.set(network, networkName);
  const nearest = [...known]
    .map(([candidate, name]) => ({
      candidate,
      name,
      distance: name.toUpperCase().includes(code) ? 0 : editDistance(code, candidate),
    }))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 5)
    .map(({ candidate, name }) => `${candidate} (${name})`);
  return {
    file,
    what: `${isList ? 'No network' : 'No ICB, sub-ICB or network'} has the code ${code}.`,
    mend: `Nearest: ${nearest.join(', ')}.`,
  };
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row.push(
        Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    }
    previous = row;
  }
  return previous[b.length]!;
}
