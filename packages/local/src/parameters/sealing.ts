/** How values are kept secret; KMS has both. `context` must be the same to open what was sealed. */
export interface Sealing {
  /** Encrypts under a key ID, ARN or alias. Throws `NotFoundException` when there is no such key. */
  encrypt(
    keyId: string,
    plaintext: Uint8Array,
    context: Readonly<Record<string, string>>,
  ): Uint8Array;
  decrypt(ciphertext: Uint8Array, context: Readonly<Record<string, string>>): Uint8Array;
}
