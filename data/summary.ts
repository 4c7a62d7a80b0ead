import type { Summary } from './package/write';
import type { DatasetSource } from './source';
import { grouped, type NhsReport } from './sources/nhs/report';

/** What was read, what was handled and what was made, for a person to read. */
export function summaryOf(
  source: DatasetSource,
  written: Summary,
  folder: string,
  report?: NhsReport,
): string {
  const lines: string[] = ['', `${source.title} (${source.area.code}), ${source.snapshot}`];
  if (report) {
    lines.push('', 'Used');
    for (const { file, as, date, rows } of report.used)
      lines.push(`  ${file}: ${as}${date && `, ${date}`}, ${grouped(rows)} rows`);
    section(
      lines,
      'Ignored',
      report.ignored.map(({ file, why }) => `${file}: ${why}`),
    );
    section(
      lines,
      'Missing',
      report.missing.map(({ what, follows }) => `${what}: ${follows}`),
    );
    for (const { step, patients, parts } of report.flow) {
      lines.push('', `${step}: ${grouped(patients)}`);
      for (const { part, patients: n } of parts) lines.push(`  ${grouped(n).padStart(11)} ${part}`);
    }
  }
  section(
    lines,
    'Notes',
    source.notes.map(
      ({ topic, text, patients }) =>
        `${topic}: ${text}${patients === undefined ? '' : ` (${grouped(patients)} patients)`}`,
    ),
  );
  if (report) section(lines, 'Problems', report.problems);
  const perPatient = (written.bytes / written.patients).toFixed(2);
  lines.push(
    '',
    `${grouped(written.patients)} synthetic patients in ${written.networks} networks, ${(written.bytes / 1e6).toFixed(1)} MB (${perPatient} bytes a patient), in ${written.seconds.toFixed(1)} s`,
    folder,
    '',
  );
  return lines.join('\n');
}

function section(lines: string[], title: string, items: readonly string[]): void {
  if (items.length > 0) lines.push('', title, ...items.map((item) => `  ${item}`));
}
