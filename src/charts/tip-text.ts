/** A sentence as a tip shows it: name, value and comparison each on a line, since a tip cuts lines that are too long. */
export const tipText = (sentence: string): string => sentence.replace(': ', '\n').replaceAll('; ', '\n');

/** Width of a tip in its own letters, at which none of those lines is cut. */
export const tipWidth = 26;
