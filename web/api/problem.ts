import type { Schemas } from '@products-manager/api-client';

/** Why the API refused, in the reader's language, with the number by which its operator finds the request. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string | null;
  /** The values its sentence is made of. */
  readonly params: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Partial<Schemas['Problem']>) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.requestId = problem.requestId ?? null;
    this.params = problem.params ?? {};
  }

  /** Also of an answer that is no problem of ours, such as a proxy's page. */
  static async from(answer: Response): Promise<ApiProblem> {
    const problem = (await answer.json().catch(() => null)) as Partial<Schemas['Problem']> | null;
    return new ApiProblem(answer.status, problem ?? {});
  }
}
