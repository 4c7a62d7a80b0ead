/**
 * A sentence as a tip over a chart of that width shows it: name, value and comparison each on a line, and no line longer
 * than fits beside any point, since a tip neither wraps nor stays within a narrow chart.
 */
export const tipText = (sentence: string, width: number): string =>
  sentence
    .replace(': ', '\n')
    .replaceAll('; ', '\n')
    .split('\n')
    .flatMap((line) => wrapped(line, width < 560 ? 26 : 60))
    .join('\n');

function wrapped(line: string, letters: number): string[] {
  const lines = [''];
  for (const word of line.split(' ')) {
    const longer = `${lines.at(-1)!} ${word}`.trim();
    if (longer.length <= letters) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Width of a tip in its own letters, at which none of those lines is cut. */
export const tipWidth = 40;
