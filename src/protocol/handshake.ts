import { ForetypeError } from "../core/errors";
import { concat, type ByteStream } from "./byteStream";

/** What proofs are made of. Node's module `crypto` is one. */
export interface Crypto {
  randomBytes(size: number): Uint8Array;
  createHmac(algorithm: string, key: Uint8Array): Hmac;
}

interface Hmac {
  update(bytes: Uint8Array): Hmac;
  digest(): Uint8Array;
}

/** The secret of one user, in bytes; see `extension/share/enginePlace`. */
export interface Secret {
  readonly token: Uint8Array;
  readonly crypto: Crypto;
}

const numNonceBytes = 32;
const numProofBytes = 32;
const numPidBytes = 4;

/**
 * A window meets an engine. Each proves to the other that it knows the token, which itself is never sent: who has taken the engine's
 * address learns nothing, and who may connect but not read the user's files gets no word.
 *
 * ```
 * window                                   engine
 *   own nonce (32) ---------------------->
 *         <----- own nonce (32), process id (4), HMAC(token, "engine", both nonces, process id) (32)
 *   HMAC(token, "window", both nonces, process id) (32) -->
 * ```
 *
 * @returns the engine's process id
 * @throws engine/protocol if it does not know the token; engine/down if it closes the connection
 */
export async function greetEngine(stream: ByteStream, secret: Secret): Promise<number> {
  const own = secret.crypto.randomBytes(numNonceBytes);
  void stream.write(own);
  const theirs = await stream.read(numNonceBytes);
  const pid = await stream.read(numPidBytes);
  const proof = await stream.read(numProofBytes);
  const nonces = concat(own, theirs, pid);
  check(proof, prove(secret, "engine", nonces), "What answers is not Foretype's engine.");
  void stream.write(prove(secret, "window", nonces));
  return new DataView(pid.buffer, pid.byteOffset).getUint32(0, true);
}

/**
 * The engine's side of it.
 *
 * @throws engine/protocol if the window does not know the token; engine/down if it closes the connection
 */
export async function greetWindow(stream: ByteStream, secret: Secret, pid: number): Promise<void> {
  const theirs = await stream.read(numNonceBytes);
  const own = secret.crypto.randomBytes(numNonceBytes);
  const pidBytes = new Uint8Array(numPidBytes);
  new DataView(pidBytes.buffer).setUint32(0, pid, true);
  const nonces = concat(theirs, own, pidBytes);
  void stream.write(concat(own, pidBytes, prove(secret, "engine", nonces)));
  const proof = await stream.read(numProofBytes);
  check(proof, prove(secret, "window", nonces), "Somebody without the token tried to connect.");
}

function prove(
  { token, crypto }: Secret,
  side: "engine" | "window",
  nonces: Uint8Array,
): Uint8Array {
  // "e" or "w": one byte tells the sides apart, so that no proof can be sent back.
  const label = Uint8Array.of(side.charCodeAt(0));
  return crypto.createHmac("sha256", token).update(concat(label, nonces)).digest();
}

/** Takes as long wherever the two differ. */
function check(proof: Uint8Array, expected: Uint8Array, sentence: string): void {
  let difference = proof.length ^ expected.length;
  for (const [i, byte] of expected.entries()) difference |= byte ^ (proof[i] ?? 0);
  if (difference !== 0) throw new ForetypeError("engine/protocol", sentence);
}
