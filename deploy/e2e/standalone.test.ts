import { describeJourney } from './journey.ts';

describeJourney('standalone');
