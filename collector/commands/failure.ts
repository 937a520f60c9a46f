import { CatalogueError } from '../catalogue/learnt-file.ts';
import { ConfigError } from '../config/config-error.ts';
import { BackupError } from '../run/backup.ts';
import { PortError } from '../serve/port-error.ts';
import { SiteError } from '../serve/static-site.ts';
import { WidgetError } from '../serve/widget.ts';
import { SourceError } from '../sources/source-error.ts';
import { StoreError } from '../store/store.ts';
import { UsageError } from './command.ts';
import { DocumentError } from './read-document.ts';

/** Errors whose message says what happened and what to do: of them nobody needs a stack. */
const explained = [
  BackupError,
  CatalogueError,
  ConfigError,
  DocumentError,
  PortError,
  SiteError,
  SourceError,
  StoreError,
  UsageError,
  WidgetError,
] as const;

function explanationOf({ source, code, message, detail, action, proxy }: SourceError): string {
  const through = proxy === null ? '' : ` through the proxy ${proxy}`;
  return `${source}, ${code}${through}: ${message} (${detail})\nWhat to do: ${action}`;
}

/** How a command ends that threw `error`: the text for standard error, and the exit code. */
export function failureOf(error: unknown): { text: string; exitCode: number } {
  const isExplained = explained.some((kind) => error instanceof kind);
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const explanation = error instanceof SourceError ? explanationOf(error) : message;
  return {
    text: `nalssi: ${isExplained ? explanation : (stack ?? message)}\n`,
    exitCode: exitCodeOf(error),
  };
}

/** What shall be looked at and is not there is apart from what was looked at and is wrong. */
function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError || error instanceof UsageError) return 2;
  return error instanceof DocumentError ? 3 : 1;
}
