import './env.js';

// TODO: take jobs from the queue and do them, one after the other: send the mail, then store the outcome.
// TODO: stop in order on SIGTERM.

console.log('nothing to do yet');
setInterval(() => {}, 60_000); // a worker runs until it is stopped
