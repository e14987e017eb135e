import { NewSchedulePage } from '../../../../features/schedules/schedule-page';

export default function Page() {
  return <NewSchedulePage />;
}
