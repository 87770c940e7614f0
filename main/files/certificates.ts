import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";

/** What a PEM file of certificates comes to: the one that ends first. */
export type CertificateEnd = {
  /** When it ends, ms since 1970. */
  readonly notAfter: number;
  /** Of that certificate. */
  readonly subject: string;
};

const dayMs = 86_400_000;

/** The earliest expiry among a file's certificates; null where the file, or every certificate in it, can't be read. */
export function certificateEnd(file: string): CertificateEnd | null {
  try {
    const blocks = readFileSync(file, "utf8").match(
      /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
    );
    const ends = (blocks ?? []).map((pem) => {
      const { validTo, subject } = new X509Certificate(pem);
      return { notAfter: Date.parse(validTo), subject: subject.replaceAll("\n", ", ") };
    });
    const [first] = ends.toSorted((one, other) => one.notAfter - other.notAfter);
    return first ?? null;
  } catch {
    return null;
  }
}

/** Whole days until an end; negative once it is over. */
export const daysLeft = (notAfter: number, now: number): number => Math.floor((notAfter - now) / dayMs);
