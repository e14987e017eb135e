/** Whether there is a day YYYY-MM-DD: the pattern of a schema lets the 30th of February through. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
