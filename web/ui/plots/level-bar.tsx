/** A share as the length of a bar; the number stands beside it. */
export function LevelBar({ share }: { share: number }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      className="h-2 w-full text-primary"
    >
      <rect width="100" height="8" className="fill-muted" />
      {/* Never nothing: what is counted is seen. */}
      <rect width={Math.max(1, share * 100)} height="8" fill="currentColor" />
    </svg>
  );
}
