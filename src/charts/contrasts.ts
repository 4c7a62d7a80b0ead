import type { Contrast } from '../domain/condition/together';
import type { ConditionId } from '../domain/conditions';
import { statistic, suppressed } from '../domain/disclosure';
import type { AreaName } from './area-table';
import { conditionInSentence, showTimes, threeOf } from './companions';
import type { FigureTable } from './figure-table';
import { showCount } from './share-columns';

const described: Readonly<
  Record<
    Contrast['quantity']['id'],
    { name: string; reads: string; unit: string; format: (value: number) => string }
  >
> = {
  medicines: {
    name: 'Repeat medicines',
    reads: 'Repeat medicines, a person',
    unit: 'medicines a person',
    format: (n) => n.toFixed(1),
  },
  gp_contacts: {
    name: 'GP contacts',
    reads: 'GP contacts, a person a year',
    unit: 'contacts a person a year',
    format: (n) => n.toFixed(1),
  },
  em_adm: {
    name: 'Emergency admissions',
    reads: 'Emergency admissions, per 1,000 people a year',
    unit: 'per 1,000 people a year',
    format: (n) => (n * 1000).toFixed(0),
  },
  frail: {
    name: 'Moderate or severe frailty',
    reads: 'Moderate or severe frailty, of people aged 65 and over',
    unit: '% of people aged 65 and over',
    format: (n) => `${(n * 100).toFixed(1)}%`,
  },
};
const scale: Readonly<Record<Contrast['quantity']['id'], number>> = {
  medicines: 1,
  gp_contacts: 1,
  em_adm: 1000,
  frail: 100,
};

/** Rows for reading: each quantity in its own unit. */
export const contrastRows = (contrasts: readonly Contrast[]) =>
  contrasts.map(({ quantity: { id }, withIt, without, ratio }) => {
    const { reads, format } = described[id];
    const shown = (value: number | null) => (value === null ? suppressed : format(value));
    return {
      name: reads,
      withIt: shown(withIt),
      without: shown(without),
      ratio: ratio.ok
        ? `${ratio.value.toFixed(2)} (${ratio.lower.toFixed(2)}–${ratio.upper.toFixed(2)})`
        : suppressed,
    };
  });

/** "People with COPD have 2.4 times the emergency admissions of others of their age and sex" */
export function contrastsSentence(condition: ConditionId, contrasts: readonly Contrast[]): string {
  const who = `People with ${conditionInSentence(condition)}`;
  const admissions = contrasts.find(({ quantity }) => quantity.id === 'em_adm')?.ratio;
  if (!admissions?.ok) return `${who} beside others of their age and sex`;
  const isSimilar = admissions.lower <= 1 && admissions.upper >= 1;
  return isSimilar
    ? `${who} have about as many emergency admissions as others of their age and sex`
    : `${who} have ${admissions.value.toFixed(1)} times the emergency admissions of others of their age and sex`;
}

export const contrastsTable = (
  condition: ConditionId,
  contrasts: readonly Contrast[],
  area: AreaName,
  date: string,
): FigureTable => ({
  columns: [
    { name: 'area_code', label: 'Code', fileOnly: true },
    { name: 'area_name', label: 'Area', fileOnly: true },
    { name: 'condition', label: 'Condition', fileOnly: true },
    { name: 'measure', label: 'Measure', fileOnly: true },
    { name: 'measure_name', label: 'Measure' },
    { name: 'people', label: 'People with the condition', numeric: true, show: showCount },
    { name: 'value', label: 'With it', numeric: true, show: showTimes },
    { name: 'matched_value', label: 'Without, same ages and sexes', numeric: true, show: showTimes },
    { name: 'unit', label: 'Unit' },
    { name: 'ratio', label: 'Times as much', numeric: true, show: showTimes },
    { name: 'ratio_lower_ci', label: '95% lower', numeric: true, show: showTimes },
    { name: 'ratio_upper_ci', label: '95% upper', numeric: true, show: showTimes },
    { name: 'date', label: 'Date', fileOnly: true },
  ],
  rows: contrasts.map(({ quantity: { id }, people, withIt, without, ratio }) => {
    const plain = (value: number | null) => (value === null ? suppressed : statistic(value * scale[id]));
    return [
      area.code,
      area.name,
      condition,
      id,
      described[id].name,
      people,
      plain(withIt),
      plain(without),
      described[id].unit,
      ...threeOf(ratio),
      date,
    ];
  }),
});
