"""A terminal that a test looks over the shoulder of: a command runs in it and every byte it draws is kept."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time


class Terminal:
    """One command in a terminal of its own, 80 columns wide unless said otherwise."""

    def __init__(self, command: list[str], env: dict[str, str], columns: int = 80):
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.process = subprocess.Popen(
            command, env=env, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)
        self.drawn = b""

    def read_until(self, condition, seconds: float = 30) -> str:
        """Reads until the condition holds for everything drawn so far."""
        limit = time.monotonic() + seconds
        while not condition(self.text):
            if not self._read(limit):
                raise AssertionError(f"the command ended or was silent; it drew {self.drawn!r}")
        return self.text

    def read_all(self, seconds: float = 30) -> str:
        """Reads until the command ends."""
        limit = time.monotonic() + seconds
        while self._read(limit):
            pass
        self.process.wait(10)
        return self.text

    @property
    def text(self) -> str:
        return self.drawn.decode(errors="surrogateescape")

    def interrupt(self) -> int:
        """What Ctrl-C does; answers how the command ended."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(10)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._master)

    def _read(self, limit: float) -> bool:
        """Takes what there is, waiting for something; false at the end and when the time is up."""
        if not select.select([self._master], [], [], max(0, limit - time.monotonic()))[0]:
            return False
        try:
            chunk = os.read(self._master, 1 << 16)
        except OSError:
            # So the system says that the other side has closed.
            return False
        self.drawn += chunk
        return bool(chunk)
