import { listed } from '../words';
import type { Clause, Cohort, Criterion } from './cohort';
import type { Words } from './field';
import type { Meaning } from './sql';

/**
 * "Women aged 65 to 84 with COPD and with heart failure or coronary heart disease, without dementia, on 10 or more medicines,
 * in Denby PCN"; "Everybody" without criteria. Each clause says what it adds to the one before: all of them hold.
 */
export function cohortSentence({ clauses }: Cohort, meaning: Meaning): string {
  if (clauses.length === 0) return 'Everybody';
  const sexes = clauses.filter((clause) => onlyOf('sex', clause));
  const ages = clauses.filter((clause) => onlyOf('age', clause));
  const subject = sexes.length === 1 ? subjectOf(sexes[0]!) : null;
  const aged = ages.length === 1 ? ages : [];
  const rest = clauses.filter(
    (clause) => !aged.includes(clause) && (subject === null || clause !== sexes[0]),
  );
  const start = [subject ?? 'People', ...aged.map((clause) => clauseWords(clause, meaning).text)].join(' ');
  const phrases = joined(rest, meaning);
  return phrases === '' ? start : `${start} ${phrases}`;
}

const onlyOf = (field: string, { not, anyOf }: Clause) => !not && anyOf.every((each) => each.field === field);

/** Sexes as the subject of the sentence, where they can be. */
function subjectOf({ anyOf }: Clause): string | null {
  const nouns: Record<string, string> = { female: 'Women', male: 'Men' };
  const words = anyOf.map((each) => (each.kind === 'choice' ? nouns[each.value] : undefined));
  if (words.some((word) => word === undefined)) return null;
  return words.length === 1 ? words[0]! : 'Women and men';
}

interface Phrase {
  text: string;
  /** What neighbours must share to be joined by "and". */
  lead: string;
  /** Where it names only one thing after its lead. */
  object: string | null;
  not: boolean;
}

/** Neighbours that begin alike are one phrase: "with COPD and asthma", "without dementia or asthma". */
function joined(clauses: readonly Clause[], meaning: Meaning): string {
  const runs: Phrase[][] = [];
  for (const phrase of clauses.map((clause) => clauseWords(clause, meaning))) {
    const last = runs.at(-1);
    if (last && last[0]!.lead === phrase.lead && last[0]!.not === phrase.not) last.push(phrase);
    else runs.push([phrase]);
  }
  return runs.map(runWords).join(', ');
}

function runWords(run: readonly Phrase[]): string {
  const [{ lead, not }] = run as [Phrase];
  const objects = run.flatMap(({ object }) => (object === null ? [] : [object]));
  if (objects.length < run.length) return listed(run.map(({ text }) => text));
  return `${lead} ${not ? alternatives(objects) : listed(objects)}`;
}

function clauseWords({ not, anyOf }: Clause, meaning: Meaning): Phrase {
  const words = anyOf.map((criterion) => wordsOf(criterion, meaning));
  const leadOf = (each: Words) => (not ? each.notLead : each.lead);
  const alike: { lead: string; objects: string[] }[] = [];
  for (const each of words) {
    const last = alike.at(-1);
    if (last?.lead === leadOf(each)) last.objects.push(each.object);
    else alike.push({ lead: leadOf(each), objects: [each.object] });
  }
  const parts = alike.map(({ lead, objects }) => `${lead} ${alternatives(objects)}`);
  return {
    text: parts.length === 1 ? parts[0]! : `either ${alternatives(parts)}`,
    lead: parts.length === 1 ? alike[0]!.lead : parts.join(),
    object: words.length === 1 ? words[0]!.object : null,
    not,
  };
}

/** "a", "a or b", "a, b or c" */
function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;
}

function wordsOf(criterion: Criterion, { fields, places }: Meaning): Words {
  const field = fields.get(criterion.field);
  if (field?.kind === 'flag') return field.words;
  if (field?.kind === 'range' && criterion.kind === 'range') return field.words(criterion.from, criterion.to);
  if (criterion.kind === 'choice') {
    const option = field?.kind === 'choice' && field.options.find(({ id }) => id === criterion.value);
    if (option) return option.words;
    if (field?.kind === 'place') {
      const place = places.find(field.level, criterion.value);
      const object = place?.name ?? `the ${field.level} ${criterion.value}`;
      return { lead: field.lead, notLead: field.notLead, object };
    }
  }
  return { lead: 'with', notLead: 'without', object: `“${criterion.field}”` };
}
