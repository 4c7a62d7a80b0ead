/** What to do about what an operating system refuses, by its code. */
const mends: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Free some space, or give a folder on another disk.',
  EDQUOT: 'Your share of the disk is used up. Free some space, or give a folder on another disk.',
  EFBIG: 'A file would be larger than is allowed here. Raise the limit, or give a folder on another disk.',
  EACCES: 'It may not be read or written. Change its permissions, or give another folder.',
  EPERM: 'It may not be read or written. Change its permissions, or give another folder.',
  EROFS: 'This disk can only be read. Give a folder on another disk.',
  ENOENT: 'It does not exist, or was moved away meanwhile.',
  ENOTDIR: 'A file stands where a folder is needed. Give another folder.',
  EEXIST: 'A file stands where a folder is needed. Give another folder.',
  EISDIR: 'A folder stands where a file is needed.',
  ENAMETOOLONG: 'The name is too long. Give a shorter one.',
  EMFILE: 'Too many files are open. Close other programs, or raise the limit.',
  ENFILE: 'Too many files are open. Close other programs, or raise the limit.',
  EIO: 'The disk does not answer as it should. Check it, or give a folder on another disk.',
};

/**
 * A refusal of the operating system (a full disk, a missing permission) as a sentence with what to do; null for any
 * other error.
 */
export function systemErrorSentence(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error)) return null;
  const { code = '', path } = error as NodeJS.ErrnoException;
  const mend = Object.hasOwn(mends, code) ? mends[code]! : `The system refuses it: ${error.message}.`;
  return path === undefined ? mend : `${path}: ${mend}`;
}
