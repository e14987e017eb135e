import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestApi, type Answer, type TestApi } from '../../../test/support/api.ts';
import { createMailServer, type TestMailServer } from '../../../test/support/mail-server.ts';
import { sendResetLinkJob } from './link-mail.jobs.ts';

let mailServer: TestMailServer;
let api: TestApi;

before(async () => {
  mailServer = await createMailServer();
  Object.assign(process.env, { SMTP_URL: mailServer.url, PUBLIC_URL: 'https://pim.example.test' });
  api = await createTestApi();
});
after(async () => {
  delete process.env['SMTP_URL'];
  delete process.env['PUBLIC_URL'];
  await api.close();
  await mailServer.close();
});

const ask = (body: object): Promise<Answer> =>
  api.call('POST', '/api/v1/auth/password-reset', body, { authorization: '' });

/** Runs what waits in the queue, as a worker would. */
async function runLinkJobs(): Promise<number> {
  const { core } = api.system.databases.pools;
  const { rows } = await core.query<{ payload: { userId: string } }>(
    `delete from queue.job where data ->> 'job' = $1 returning data -> 'payload' as payload`,
    [sendResetLinkJob.id],
  );
  const handler = new Map(api.system.accounts.jobHandlers()).get(sendResetLinkJob.id)!;
  for (const { payload } of rows)
    await handler(payload, { jobId: 'j', attempt: 1, signal: new AbortController().signal });
  return rows.length;
}

test('a link is mailed to whom it concerns, works once, and an unknown address looks the same', async () => {
  const email = 'forgot@example.com';
  await api.call('POST', '/api/v1/users', { email, name: 'F', roles: ['viewer'], locale: 'en-GB' });
  for (const address of [email, 'nobody@example.com']) {
    const answer = await ask({ email: address });
    assert.deepEqual([answer.status, answer.body], [202, {}], address);
    assert.equal(await runLinkJobs(), 1, `${address} has a job like any other`);
  }
  assert.deepEqual(
    mailServer.mails.map(({ to }) => to),
    [[email]],
  );
  const [, token] = /https:\/\/pim\.example\.test\/password-reset\?token=([\w-]+)/.exec(
    mailServer.mails[0]!.text,
  )!;
  const password = 'a much better password';
  assert.equal((await ask({ token, password })).status, 202);
  const login = await api.call('POST', '/api/v1/auth/login', { email, password }, { authorization: '' });
  assert.equal(login.status, 200);
  assert.equal((await ask({ token, password })).status, 403);
});
