import { registers } from '../../src/domain/conditions';
import type { Manifest, PatientColumn } from '../../src/domain/schema';
import { calibrationFolder } from '../calibration/load';
import { readTable, text } from '../calibration/table';

type Described = Manifest['columns'][number];

/** Where the values of columns come from whose totals are those of the margins. */
const fromMargins: Readonly<Record<string, string>> = {
  network: 'The network that the practice belongs to.',
  practice: 'Patients registered at the practice: its list, exactly.',
  neighbourhood: 'The practice’s patients by neighbourhood, scaled to its list and fitted to age and sex.',
  age: 'The practice’s list by five-year band and sex, exactly; single years follow its network’s curve.',
  sex: 'The practice’s list by five-year band and sex, exactly.',
  imd: 'English Indices of Deprivation, decile of the neighbourhood.',
};

/** Tables of the calibration folder that name an attribute, and the source of each of its figures. */
const figureTables: readonly { file: string; attribute: string }[] = [
  { file: 'modelled_rates.csv', attribute: 'attribute' },
  { file: 'further_rates.csv', attribute: 'attribute' },
  { file: 'care_processes.csv', attribute: 'process' },
];

/** Attributes of the calibration that go under another name, or under several. */
const attributesOf: Readonly<Record<string, readonly string[]>> = {
  medicines: ['medicines_5_plus', 'medicines_10_plus'],
  efi: ['efi_fit', 'efi_mild', 'efi_moderate', 'efi_severe'],
  em_adm: ['emergency_admissions'],
};

/** The manifest's account of every column: what kind of value it holds, and its source in a sentence. */
export function describeColumns(columns: readonly PatientColumn[], kind: Manifest['kind']): Described[] {
  const sources = calibrationSources();
  return columns.map(({ name, type, nullable }): Described => {
    const [provenance, source] = origin(name, kind, sources);
    return { name, type, nullable, provenance, source };
  });
}

function origin(
  name: string,
  kind: Manifest['kind'],
  sources: ReadonlyMap<string, string>,
): [Described['provenance'], string] {
  const fictional = kind === 'demo';
  const margin = fromMargins[name];
  if (margin !== undefined)
    return fictional ? ['modelled', 'Invented for this fictional system.'] : ['constrained', margin];
  if (registers.some(({ id }) => id === name))
    return fictional
      ? [
          'modelled',
          'Invented practice totals; who is on the register follows age, sex, deprivation and other conditions.',
        ]
      : [
          'constrained',
          'The practice’s published register, exactly; who is on it follows age, sex, deprivation and other conditions.',
        ];
  if (name === 'ethnicity')
    return [fictional ? 'modelled' : 'constrained', 'Shares of ethnic groups in the neighbourhood.'];
  const source = sources.get(name);
  if (source === undefined) throw new Error(`No source is on record for the column ${name}.`);
  return ['modelled', source];
}

function calibrationSources(): Map<string, string> {
  const accounts = new Map(
    readTable(calibrationFolder, 'sources.csv', ['source', 'basis', 'citation', 'caveat']).map((row) => {
      const basis = text(row, 'basis');
      const parts = [
        `${basis.charAt(0).toUpperCase()}${basis.slice(1)}`,
        text(row, 'citation'),
        text(row, 'caveat'),
      ];
      return [text(row, 'source'), parts.filter((part) => part !== '').join('. ')];
    }),
  );
  const byAttribute = new Map<string, Set<string>>();
  for (const { file, attribute } of figureTables)
    for (const row of readTable(calibrationFolder, file, [attribute, 'source'])) {
      const name = text(row, attribute);
      byAttribute.set(name, (byAttribute.get(name) ?? new Set()).add(text(row, 'source')));
    }
  const named = [...byAttribute.keys()].map((name) => [name, [name]] as const);
  return new Map(
    [...named, ...Object.entries(attributesOf)].map(([name, attributes]) => {
      const ids = new Set(attributes.flatMap((attribute) => [...(byAttribute.get(attribute) ?? [])]));
      return [name, [...ids].map((id) => `${accounts.get(id) ?? id}.`).join(' ')];
    }),
  );
}
