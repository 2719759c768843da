// Baidu's link submission (Baidu Search Resource Platform, 普通收录, API 提交): takes one address per line and answers with JSON.

import type { Service } from './service.js';
import { ANNOUNCE } from './settings.js';

export const baidu: Service = {
  name: 'Baidu',
  endpoint: (config) => ANNOUNCE.valueIn(config).baidu,
  variable: 'BAIDU_TOKEN',
  announces: 'page',
  batchSize: 2000,
  message: ({ endpoint, urls, key, config: { url } }) => {
    const address = new URL(endpoint);
    address.searchParams.set('site', url.origin);
    address.searchParams.set('token', key);
    return { url: address.href, headers: { 'content-type': 'text/plain' }, body: urls.join('\n') };
  },
  refusal: (body) => {
    const { error, message, not_same_site: foreign = [], not_valid: invalid = [] } = parseResponse(body);
    if (error !== undefined) return String(message ?? error);
    const refused = [...foreign, ...invalid];
    return refused.length > 0 ? `it rejected ${refused.join(', ')}` : undefined;
  },
};

interface BaiduResponse {
  readonly error?: number;
  readonly message?: string;
  readonly not_same_site?: readonly string[];
  readonly not_valid?: readonly string[];
}

function parseResponse(body: string): BaiduResponse {
  try {
    return JSON.parse(body) as BaiduResponse;
  } catch {
    return { error: 0, message: 'the response is not JSON' };
  }
}
