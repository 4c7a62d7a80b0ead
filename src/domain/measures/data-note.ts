import { policyNote } from '../disclosure';
import { formatDate } from '../format';
import { provenances, type DisclosurePolicy, type Manifest, type Provenance } from '../schema';
import type { Measure } from './measure';
import type { Level } from './query';
import type { MeasureFigures } from './release';
import { standardNote } from './standardise';
import { provenanceNote, provenanceOf } from './provenance';

/** The dataset that a figure shows, and the policy by which it does. */
export interface ShownDataset {
  manifest: Pick<Manifest, 'title' | 'snapshot' | 'columns'>;
  policy: DisclosurePolicy;
}

/** The foot of a figure: dataset and date, definition, where the numbers come from, and what was done to small counts. */
export const measureNote = (shown: ShownDataset, measure: Measure): string =>
  mixedNote(shown, measure.source, [
    { name: measure.name, provenance: provenanceOf(measure, shown.manifest) },
  ]);

/** The same under figures by area, after how they were standardised. */
export function figuresNote(
  shown: ShownDataset,
  { of, measure, standard }: MeasureFigures,
  level: Level,
): string {
  return `${standardNote(of, standard, level)} ${measureNote(shown, measure)}`.trim();
}

/** The foot of a figure of several things, saying of each where its numbers come from. */
export function mixedNote(
  { manifest, policy }: ShownDataset,
  source: string,
  parts: readonly { name: string; provenance: Provenance }[],
): string {
  const said = provenances.flatMap((provenance) => {
    const names = [...new Set(parts.filter((p) => p.provenance === provenance).map((p) => p.name))];
    if (names.length === 0) return [];
    const all = names.length === new Set(parts.map((p) => p.name)).size;
    return [
      all
        ? provenanceNote[provenance]
        : `${provenanceNote[provenance].replace(/\.$/, '')}: ${names.join('; ')}.`,
    ];
  });
  return [
    `${manifest.title}, list of ${formatDate(manifest.snapshot)}.`,
    sentence(source),
    ...said,
    policyNote[policy],
  ].join(' ');
}

const sentence = (text: string) => (text.endsWith('.') ? text : `${text}.`);
