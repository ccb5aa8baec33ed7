"""Loaded by Python at start when this folder is on PYTHONPATH: notes every address outside."""

import os
import socket

_NOTES = os.environ["VAKROUTE_TEST_NOTES"]
_INSIDE = ("127.", "::1", "localhost", "0.0.0.0")


def _note(host):
    if isinstance(host, bytes):
        host = host.decode()
    if isinstance(host, str) and host and not host.startswith(_INSIDE):
        with open(_NOTES, "a") as notes:
            notes.write(host + "\n")


def _recorded(function, host_of):
    def call(*arguments, **named):
        _note(host_of(arguments))
        return function(*arguments, **named)

    return call


class RecordingSocket(socket.socket):
    def connect(self, address):
        _note(address[0] if isinstance(address, tuple) else None)
        return super().connect(address)

    def connect_ex(self, address):
        _note(address[0] if isinstance(address, tuple) else None)
        return super().connect_ex(address)


socket.socket = RecordingSocket
socket.getaddrinfo = _recorded(socket.getaddrinfo, lambda arguments: arguments[0])
