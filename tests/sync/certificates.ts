import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Identity = {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: Buffer;
  readonly key: Buffer;
};

/** An authority of our own in `folder`, and identities that it has signed. */
export function createAuthority(folder: string) {
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const file = (name: string) => join(folder, name);
  openssl(
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-days",
    "2",
    "-subj",
    "/CN=Region test authority",
    "-keyout",
    "ca.key",
    "-out",
    "ca.crt",
  );
  return {
    caFile: file("ca.crt"),
    ca: readFileSync(file("ca.crt")),
    sign(name: string): Identity {
      writeFileSync(file(`${name}.ext`), "subjectAltName=IP:127.0.0.1\n");
      openssl(
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        `/CN=${name}`,
        "-keyout",
        `${name}.key`,
        "-out",
        `${name}.csr`,
      );
      openssl(
        "x509",
        "-req",
        "-days",
        "2",
        "-in",
        `${name}.csr`,
        "-CA",
        "ca.crt",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-extfile",
        `${name}.ext`,
        "-out",
        `${name}.crt`,
      );
      const [certFile, keyFile] = [file(`${name}.crt`), file(`${name}.key`)];
      return { certFile, keyFile, cert: readFileSync(certFile), key: readFileSync(keyFile) };
    },
  };
}
