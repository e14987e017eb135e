/** For the tests of crashes: ends this process without notice when a run reaches the named point. */
export function createKillPoint(killAt: string | null): (point: string) => void {
  if (killAt === null) return () => undefined;
  let [name, left] = [killAt.split(':')[0], Number(killAt.split(':')[1] ?? 1)];
  return (point) => {
    if (point === name && --left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
