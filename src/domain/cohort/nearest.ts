import type { Fields } from './field';

/** What somebody may have meant by a word that is no criterion: "copd", "sex.female"; null where nothing is near. */
export function nearest(word: string, fields: Fields): string | null {
  const meanings = fields.list.flatMap((field) => [
    { text: field.id, means: field.id },
    { text: spaced(field.name), means: field.id },
    ...(field.kind === 'choice'
      ? field.options.flatMap((option) => [
          { text: option.id, means: `${field.id}.${option.id}` },
          { text: spaced(option.name), means: `${field.id}.${option.id}` },
        ])
      : []),
  ]);
  const asked = spaced(word);
  const exact = meanings.find(({ text }) => text === asked);
  if (exact) return exact.means;
  const close = nearestOf(
    asked,
    meanings.map(({ text }) => text),
  );
  if (close !== null) return meanings.find(({ text }) => text === close)!.means;
  if (asked.length < 4) return null;
  return (
    meanings.find(({ text }) => text.split(' ').includes(asked) || text.startsWith(asked))?.means ?? null
  );
}

/** The text that needs the fewest letters changed, at most one, or a third of them; null where none does. */
export function nearestOf(asked: string, texts: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(1, Math.floor(asked.length / 3)) + 1;
  if (asked.length < 2) return null;
  for (const text of texts) {
    const changes = changesBetween(asked, text, least);
    if (changes < least) [best, least] = [text, changes];
  }
  return best;
}

const spaced = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** Letters put in, left out, exchanged or swapped with the next (optimal string alignment); `most` where they are more. */
function changesBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) >= most) return most;
  let [older, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(changed, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, older[j - 2]! + 1);
    }
    [older, last] = [last, row];
  }
  return Math.min(last[b.length]!, most);
}
