import { cleanUp } from "../../tools/shared/clean-up";

// jest gives tests a process object of their own, on which neither `exit` nor a signal ever comes.
afterAll(cleanUp);
