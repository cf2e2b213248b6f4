package com.example.app.feedback;

/** The sender has reached the limit. */
class TooManyException extends RuntimeException {

    private final long seconds;

    TooManyException(long seconds) {
        super("one more is allowed in " + seconds + " s");
        this.seconds = seconds;
    }

    long seconds() {
        return seconds;
    }
}
