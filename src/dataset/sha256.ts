/**
 * SHA-256 in hexadecimal. Browsers give `crypto.subtle` to secure origins only; intranet hosts on plain http are not,
 * and get a library that is fetched for the purpose.
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // TypeScript believes that it is always there.
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  const digest = subtle
    ? new Uint8Array(await subtle.digest('SHA-256', bytes))
    : (await import('@noble/hashes/sha2.js')).sha256(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
