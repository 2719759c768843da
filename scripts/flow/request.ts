// Requests to other servers, with patience; why one failed, for a writer.

/** Milliseconds that an answer may take. */
const PATIENCE = 20_000;

/** What a request is given besides its address. */
export interface Asking extends Pick<RequestInit, 'method' | 'headers' | 'body' | 'redirect'> {
  /** Milliseconds; `PATIENCE` where it is not given. */
  readonly patience?: number | undefined;
}

/** @throws an error whose reason `whyFailed` tells */
export function request(url: string | URL, { patience = PATIENCE, ...asking }: Asking = {}): Promise<Response> {
  return fetch(url, { ...asking, signal: AbortSignal.timeout(patience) });
}

const REASONS: { readonly [code: string]: string } = {
  ENOTFOUND: 'no such host, or no network',
  EAI_AGAIN: 'no network',
  ECONNREFUSED: 'the server refused the connection',
  ECONNRESET: 'the server closed the connection',
};

/** Why a request failed, as the end of a sentence. */
export function whyFailed(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return 'the request timed out';
  return REASONS[cause?.code ?? ''] ?? cause?.message ?? message;
}
