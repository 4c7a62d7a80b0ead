import { policyNote } from '../disclosure';
import { formatDate } from '../format';
import type { Manifest, Provenance } from '../schema';
import type { Measure } from './measure';
import { provenanceNote, provenanceOf } from './provenance';

/** The foot of a figure: dataset and date, definition, where the numbers come from, and what was done to small counts. */
export function dataNote(
  manifest: Manifest,
  { source, provenance }: { source: string; provenance: Provenance },
): string {
  return [
    `${manifest.title}, list of ${formatDate(manifest.snapshot)}.`,
    sentence(source),
    provenanceNote[provenance],
    policyNote[manifest.disclosure],
  ].join(' ');
}

export const measureNote = (manifest: Manifest, measure: Measure): string =>
  dataNote(manifest, { source: measure.source, provenance: provenanceOf(measure, manifest) });

const sentence = (text: string) => (text.endsWith('.') ? text : `${text}.`);
