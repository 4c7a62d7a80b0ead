import { suppressed, type ShownCount } from './disclosure';
import { formatCount, formatInterval, formatNumber, formatValue } from './format';
import type { Measure } from './measures/measure';
import type { AreaFigure } from './measures/release';
import type { MultimorbidityBar } from './profile/multimorbidity';
import type { Pyramid } from './profile/pyramid';
import { bandCount, bandLabels } from './schema';
import type { Comparison } from './stats';

/** A figure in words: what it says, what that rests on, and how it compares. */
export interface Statement {
  /** "1 in 9 people is 75 or over" */
  lead: string;
  /** Value, 95% interval and counts: "11.2%, 10.9–11.5; 5,430 of 48,210". The value is left out where the lead has it. */
  evidence: string;
  /** "higher than the system’s 9.6%", empty where nothing can be compared. */
  comparison: string;
}

interface Phrase {
  /** Who the share is of. */
  people: string;
  /** "1 in 9 people …" */
  one: string;
  /** "11.2% of people …" */
  many: string;
}

const phrases: Readonly<Record<string, Phrase>> = {
  age65: { people: 'people', one: 'is 65 or over', many: 'are 65 or over' },
  age75: { people: 'people', one: 'is 75 or over', many: 'are 75 or over' },
  age85: { people: 'people', one: 'is 85 or over', many: 'are 85 or over' },
  ltc2: {
    people: 'people',
    one: 'has two or more long-term conditions recorded',
    many: 'have two or more long-term conditions recorded',
  },
  ltc4: {
    people: 'people',
    one: 'has four or more long-term conditions recorded',
    many: 'have four or more long-term conditions recorded',
  },
  frail: {
    people: 'people aged 65 and over',
    one: 'has moderate or severe frailty',
    many: 'have moderate or severe frailty',
  },
  high_risk: { people: 'people', one: 'is in the highest need tier', many: 'are in the highest need tier' },
  core20: {
    people: 'people',
    one: 'lives in the most deprived fifth of England',
    many: 'live in the most deprived fifth of England',
  },
};

/** Furthest that 1/N may stand from the share, as a part of the share. */
const oneInTolerance = 0.05;

/** N of "1 in N", from 2 to 20, where 1/N is within a twentieth of the share; null where a percentage is more honest. */
export function oneIn(share: number): number | null {
  if (!(share > 0)) return null;
  const n = Math.round(1 / share);
  if (n < 2 || n > 20) return null;
  return Math.abs(1 / n - share) <= oneInTolerance * share ? n : null;
}

/** A measure of one area in words, against `whole` ("the system") where that is given. */
export function stateMeasure(
  measure: Measure,
  area: AreaFigure,
  whole: { figure: AreaFigure; name: string } | null,
): Statement {
  const lead = leadOf(measure, area);
  return {
    lead,
    evidence: evidenceOf(measure, area, lead),
    comparison: whole === null ? '' : comparisonOf(measure, area.comparison, whole),
  };
}

function leadOf(measure: Measure, { estimate, denominator }: AreaFigure): string {
  if (!estimate.ok) return `${measure.name}: not shown, ${estimate.reason.replace('suppressed: ', '')}`;
  const value = formatValue(measure, estimate.value);
  switch (measure.kind) {
    case 'count':
      return `${formatCount(denominator)} people are registered`;
    case 'rate':
      return `${value} ${measure.numeratorLabel} for every ${formatNumber(measure.multiplier)} people a year`;
    case 'mean':
    case 'ratio':
      return `${measure.name}: ${value} ${measure.unit}`;
    case 'proportion': {
      const phrase = phrases[measure.id];
      if (phrase === undefined) return `${value} of ${measure.denominator.label} are ${onRegister(measure)}`;
      const n = oneIn(estimate.value);
      if (n !== null) return `1 in ${n} ${phrase.people} ${phrase.one}`;
      if (estimate.value === 0)
        return phrase.people === 'people'
          ? `Nobody ${phrase.one}`
          : `None of the ${phrase.people} ${phrase.many}`;
      return `${value} of ${phrase.people} ${phrase.many}`;
    }
    default:
      return measure satisfies never;
  }
}

const onRegister = (measure: Measure) => measure.numeratorLabel.replace(/^people /, '');

function evidenceOf(
  measure: Measure,
  { estimate, numerator, denominator }: AreaFigure,
  lead: string,
): string {
  if (!estimate.ok || measure.kind === 'count') return '';
  const value = formatValue(measure, estimate.value);
  const counts = {
    proportion: `${formatCount(numerator)} of ${formatCount(denominator)}`,
    rate: `${formatCount(numerator)} among ${formatCount(denominator)}`,
    mean: `${formatCount(denominator)} people`,
    ratio: `${formatCount(numerator)} to ${formatCount(denominator)}`,
  }[measure.kind];
  return `${lead.includes(value) ? '' : `${value}, `}${formatInterval(measure, estimate)}; ${counts}`;
}

function comparisonOf(
  measure: Measure,
  comparison: Comparison,
  whole: { figure: AreaFigure; name: string },
): string {
  const { estimate } = whole.figure;
  if (comparison === 'not compared' || !estimate.ok) return '';
  return `${comparedTo(comparison)} ${whole.name}’s ${formatValue(measure, estimate.value)}`;
}

/** How big a list is among all: "the middle one of 24 networks has 44,300". Empty where there is nothing to compare. */
export function sizeAmong(sizes: readonly ShownCount[]): string {
  const known = sizes.filter((size) => size !== suppressed).sort((a, b) => a - b);
  if (known.length < 3) return '';
  const middle = (known[(known.length - 1) >> 1]! + known[known.length >> 1]!) / 2;
  return `the middle one of ${known.length} networks has ${formatNumber(Math.round(middle / 100) * 100)}`;
}

/** "higher than", "similar to", "lower than" */
export function comparedTo(comparison: Exclude<Comparison, 'not compared'>): string {
  return comparison === 'similar' ? 'similar to' : `${comparison} than`;
}

/** What a higher value means, for the reading line of a figure. */
export function polarityNote(measures: readonly Measure[]): string {
  const kinds = new Set(measures.map((m) => m.polarity));
  const notes: string[] = [];
  if (kinds.has('worse')) notes.push('a higher value means more need');
  if (kinds.has('better')) notes.push('a higher value is better');
  if (kinds.has('neither')) notes.push('a higher value is neither better nor worse');
  return notes.join('; ');
}

/** One line that says who a network is: "48,210 people, 6 practices in Eastshore; older and less deprived than the system". */
export function whoTheyAre({
  people,
  practices,
  place,
  age,
  deprivation,
}: {
  people: ShownCount;
  practices: number;
  place: string;
  /** Of the share aged 65 and over. */
  age: Comparison;
  /** Of the share in the most deprived fifth. */
  deprivation: Comparison;
}): string {
  const size = people === suppressed ? 'Too few people to show' : `${formatCount(people)} people`;
  const parts = `${size}, ${practices} ${practices === 1 ? 'practice' : 'practices'}${place === '' ? '' : ` in ${place}`}`;
  const character = characterOf(age, deprivation);
  return character === '' ? parts : `${parts}; ${character}`;
}

function characterOf(age: Comparison, deprivation: Comparison): string {
  const older = { higher: 'older', lower: 'younger', similar: null, 'not compared': undefined }[age];
  const deprived = {
    higher: 'more deprived',
    lower: 'less deprived',
    similar: null,
    'not compared': undefined,
  }[deprivation];
  if (older && deprived) return `${older} and ${deprived} than the system`;
  if (older) return `${older} than the system${deprived === null ? ', and similarly deprived' : ''}`;
  if (deprived) return `${deprived} than the system${older === null ? ', and of similar age' : ''}`;
  if (older === null && deprived === null) return 'of similar age and deprivation to the system';
  if (older === null) return 'of similar age to the system';
  if (deprived === null) return 'similarly deprived to the system';
  return '';
}

/** "a", "a and b", "a, b and c" */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}

/** What is most unlike the system in a pyramid: "More people aged 65–84 than in the system, fewer aged 20–39". */
export function pyramidSentence({ network, system }: { network: Pyramid; system: Pyramid }): string {
  const differences = agesOfLife.flatMap(({ label, from, to }) => {
    const own = shareOf(network, from, to);
    const other = shareOf(system, from, to);
    return own === null || other === null || other === 0 ? [] : [{ label, by: own - other }];
  });
  const worthSaying = differences.filter(({ by }) => Math.abs(by) >= 0.01);
  const most = worthSaying.filter(({ by }) => by > 0).sort((a, b) => b.by - a.by)[0];
  const least = worthSaying.filter(({ by }) => by < 0).sort((a, b) => a.by - b.by)[0];
  if (most && least) return `More ${most.label} than in the system, fewer ${least.label}`;
  if (most) return `More ${most.label} than in the system`;
  if (least) return `Fewer ${least.label} than in the system`;
  return 'Ages are much as in the system';
}

const agesOfLife = [
  { label: 'children under 15', from: 0, to: 2 },
  { label: 'people of 15 to 29', from: 3, to: 5 },
  { label: 'people of 30 to 44', from: 6, to: 8 },
  { label: 'people of 45 to 64', from: 9, to: 12 },
  { label: 'people of 65 to 74', from: 13, to: 14 },
  { label: 'people of 75 and over', from: 15, to: 18 },
];

/** From disclosed counts; null where one of the bands is hidden. */
function shareOf({ bars, total }: Pyramid, from: number, to: number): number | null {
  if (total === suppressed || total === 0) return null;
  let people = 0;
  for (const { band, numerator } of bars) {
    if (band < from || band > to) continue;
    if (numerator === suppressed) return null;
    people += numerator;
  }
  return people / total;
}

/** "From 65–69 on, most people have two or more long-term conditions". */
export function multimorbiditySentence(bars: readonly MultimorbidityBar[]): string {
  const atLeastTwo = (band: number): number | null => {
    const parts = bars.filter(
      (b) => b.band === band && (b.group === 'two_or_three' || b.group === 'four_or_more'),
    );
    if (!parts.every((part) => part.estimate.ok)) return null;
    return parts.reduce((sum, part) => sum + (part.estimate.ok ? part.estimate.value : 0), 0);
  };
  let first: number | null = null;
  for (let band = bandCount - 1; band >= 0; band--) {
    const share = atLeastTwo(band);
    if (share === null || share <= 0.5) break;
    first = band;
  }
  if (first === null) return 'At no age do most people have two or more long-term conditions recorded';
  const age = first === bandCount - 1 ? bandLabels[first]!.replace('+', '') : String(first * 5);
  return `From age ${age}, most people have two or more long-term conditions recorded`;
}

/** "Of 21 registers’ recorded prevalence, 12 higher than, 4 similar to and 5 lower than the system’s" */
export function conditionsSentence(
  rows: readonly { measure: Pick<Measure, 'name'>; figure: Pick<AreaFigure, 'comparison'> }[],
): string {
  const count = (comparison: Comparison) => rows.filter((row) => row.figure.comparison === comparison).length;
  const [higher, lower, similar] = [count('higher'), count('lower'), count('similar')];
  if (higher + lower + similar === 0) return `Recorded prevalence of ${rows.length} registers`;
  const parts = [
    higher > 0 ? `${higher} higher than` : '',
    similar > 0 ? `${similar} similar to` : '',
    lower > 0 ? `${lower} lower than` : '',
  ].filter(Boolean);
  return `Of ${rows.length} registers’ recorded prevalence, ${listed(parts)} the system’s`;
}

/** How gathered they are: "5 of 84 neighbourhoods hold 31% of people aged 75 and over". `counts` are of the fullest areas. */
export function whereTheyLive({
  measure,
  counts,
  total,
  areas,
}: {
  measure: Measure;
  counts: readonly ShownCount[];
  total: ShownCount;
  /** Areas where anybody of the network lives. */
  areas: number;
}): string {
  const held = counts.reduce<number>((sum, count) => sum + (count === suppressed ? 0 : count), 0);
  if (
    measure.kind === 'mean' ||
    total === suppressed ||
    total === 0 ||
    counts.length === 0 ||
    areas <= counts.length
  )
    return `${measure.title}, by neighbourhood`;
  const share = Math.round((held / total) * 100);
  return `${counts.length} of ${areas} neighbourhoods hold ${share}% of the network’s ${measure.numeratorLabel}`;
}
