import { describeJourney } from './journey.ts';

describeJourney('cluster');
