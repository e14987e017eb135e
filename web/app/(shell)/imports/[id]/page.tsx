import { JobPage } from '../../../../features/imports/job-page';

export default function Page() {
  return <JobPage />;
}
