import datetime
import time

STOPPED = time.time()


class StoppedDatetime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(STOPPED, tz)


time.time = lambda: STOPPED
datetime.datetime = StoppedDatetime
