"""A process that is told to stop, without a model: the action server and the course API."""

import signal
import socket
import sys
import threading

import pytest

from bot.cluster.processes import Process, free_port, listens

REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def course_api(tmp_path):
    port = free_port()
    process = Process(
        "courses",
        [sys.executable, "-m", "bot", "courses", "serve", "--port", str(port)],
        folder=tmp_path,
        answers=lambda: listens(port),
    )
    process.start()
    yield process, port
    process.stop()


def answer(connection):
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65_536)
    return received


def test_a_request_in_hand_is_finished_and_is_the_last_of_its_connection(course_api):
    process, port = course_api
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(REQUEST[:10])
        with socket.create_connection(("127.0.0.1", port), timeout=30) as later:
            later.sendall(REQUEST)
            answer(later)
        pause = threading.Event()
        process.send(signal.SIGTERM)
        while listens(port):
            pause.wait(0.05)
        process.send(signal.SIGTERM)
        connection.sendall(REQUEST[10:])
        told = answer(connection)
        assert told.startswith(b"HTTP/1.1 200")
        assert b"connection: close" in told
    assert process.wait(seconds=30) == 0


def test_on_sighup_the_course_api_takes_the_catalogue_anew_and_goes_on(course_api):
    process, port = course_api
    process.send(signal.SIGHUP)
    pause = threading.Event()
    while "renewed: the catalogue" not in process.log():
        pause.wait(0.05)
    assert process.pid is not None
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(REQUEST)
        assert answer(connection).startswith(b"HTTP/1.1 200")
