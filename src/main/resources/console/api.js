// The only module that talks to the server. It uses relative paths of the page's own address.

/** An unsuccessful answer, or no answer at all (status 0). */
export class ApiProblem extends Error {
  /**
   * @param {{status: number, title: string, detail?: string, requestId?: string,
   *   lacksPermission?: boolean, method: string, path: string}} fields
   *   title and detail are text from the server: show them as text only
   */
  constructor(fields) {
    super(fields.title);
    Object.assign(this, fields);
  }

  /** What the caller's IAM policy must allow, as the resource of execute-api:Invoke ends. */
  get route() {
    const path = this.path
      .replace(/^(\/v1\/(?:addresses|domains)\/)[^/]+/, '$1*');
    return `${this.method}${path}`;
  }
}

/** The value of a meta element that the server fills; empty if it does not. */
export function meta(name) {
  const content = document.querySelector(`meta[name="hardstop-${name}"]`)?.content ?? '';
  return content.startsWith('{{') ? '' : content;
}

/**
 * A path with a query string. A list is joined with commas; null, undefined and empty values are left out.
 *
 * @param {string} path
 * @param {Record<string, unknown>} query
 */
export function withQuery(path, query = {}) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
    if (text !== '') {
      parameters.set(name, text);
    }
  }
  // Commas stay readable in the address bar; API Gateway decodes both forms.
  const text = parameters.toString().replaceAll('%2C', ',');
  return text ? `${path}?${text}` : path;
}

/**
 * A client whose requests the signal aborts, because nobody needs the answer for a view that was left.
 *
 * @param {AbortSignal} [signal]
 */
export function apiClient(signal) {
  return {
    /** @returns {Promise<any>} the JSON of the answer; throws ApiProblem */
    get: (path, query) => request('GET', withQuery(path, query), undefined, signal),
    /** Leaving the view does not abort it, because a person has confirmed the action. */
    post: (path, body) => request('POST', path, body, undefined),
  };
}

async function request(method, pathWithQuery, body, signal) {
  const path = pathWithQuery.split('?', 1)[0];
  const headers = {accept: 'application/json, application/problem+json'};
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
  }
  if (method === 'POST') {
    headers['x-hardstop-token'] = meta('token');
  }
  let response;
  let text;
  try {
    response = await fetch(pathWithQuery, {
      method,
      headers,
      signal,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new ApiProblem({
      status: 0,
      title: 'The connection is lost',
      detail: 'The server behind this page does not answer. It may have been stopped: look at the terminal in which it was started.',
      method,
      path,
    });
  }
  const json = parsed(text);
  if (response.ok && json !== undefined) {
    return json;
  }
  // Problem details (RFC 9457), or API Gateway's {"message"} and {"Message"}.
  throw new ApiProblem({
    status: response.status,
    title: textOf(json?.title) ?? `The answer was ${response.status}`,
    detail: textOf(json?.detail) ?? textOf(json?.message) ?? textOf(json?.Message)
      ?? (response.ok ? 'The answer is not JSON.' : ''),
    // API Gateway refuses callers without the permission, and its answer has no title.
    lacksPermission: response.status === 403 && textOf(json?.title) === undefined,
    requestId: textOf(json?.requestId) ?? response.headers.get('apigw-requestid') ?? undefined,
    method,
    path,
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(value) {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
