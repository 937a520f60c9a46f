import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** An authority that nobody knows, and what it has signed for `localhost`: PEM files. */
export class Authority implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'nalssi-authority-'));
  readonly certificate = join(this.#folder, 'authority.pem');
  readonly server = {
    key: join(this.#folder, 'server-key.pem'),
    certificate: join(this.#folder, 'server.pem'),
  };

  constructor() {
    const key = join(this.#folder, 'authority-key.pem');
    this.#make('Authority of a test', key, this.certificate, 'basicConstraints=CA:TRUE');
    const signed = ['-CA', this.certificate, '-CAkey', key];
    const { server } = this;
    this.#make('localhost', server.key, server.certificate, 'subjectAltName=DNS:localhost', signed);
  }

  #make(name: string, key: string, file: string, says: string, signed: readonly string[] = []) {
    const about = ['-subj', `/CN=${name}`, '-addext', says, '-days', '2'];
    execFileSync('openssl', ['req', ...kind, ...about, ...signed, '-keyout', key, '-out', file], {
      stdio: 'ignore',
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
