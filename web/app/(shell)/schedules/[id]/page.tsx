import { SchedulePage } from '../../../../features/schedules/schedule-page';

export default function Page() {
  return <SchedulePage />;
}
