import type { Server } from '../server.ts';

/** The server's answer, or, as a text, the reason why there is none. `nothing` is what null means. */
export async function ask<Answer extends object>(
  server: Server,
  method: string,
  params: object,
  nothing: string,
): Promise<Answer | string> {
  try {
    return (await server.request<Answer>(method, params)) ?? nothing;
  } catch (error) {
    return `The server could not answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}
