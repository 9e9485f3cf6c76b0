"""Where an address leads: every way round the guard that we know of is closed."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from contextlib import suppress

import pytest

from trucewatch.collect.feeds import exchange as exchanges
from trucewatch.collect.feeds.addresses import is_public, look_up, pinned, target_of
from trucewatch.collect.feeds.exchange import Bounds, exchange
from trucewatch.collect.feeds.faults import PassingError, RefusedError
from trucewatch.collect.feeds.patience import Hours
from trucewatch.collect.feeds.visitor import Manners, Visitor

NOBODY = frozenset()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b:1::1", "2002:7f00:1::", "::127.0.0.1", "2001:0:7f00:1::", "nonsense", "",
    ],
)  # fmt: skip
def test_what_is_not_on_the_open_internet_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_the_open_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.0.0.1./",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://localhost/", "http://LOCALHOST:80/",
    ],
)  # fmt: skip
def test_loopback_is_refused_however_it_is_spelled(url):
    with pytest.raises((RefusedError, PassingError)) as told:
        pinned(target_of(url), look_up, NOBODY)
    assert isinstance(told.value, RefusedError) or "not found" in str(told.value)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://news.example/", "only http and https"),
        ("file:" + "///etc/passwd", "only http and https"),
        ("news.example/rss", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://user:word@news.example/", "name or password"),
        ("http://news.example@10.0.0.1/", "name or password"),
        ("http://news.example\\@10.0.0.1/", "no address"),
        ("http://news.example/a\r\nx: y", "no address"),
        ("http://news.example:99999/", "no address"),
        ("http://[::1/", "no address"),
        ("http://" + "a" * 70 + ".example/", "no address"),
        ("http:///path", "no host"),
        ("http://news.example/" + "a" * 5_000, "no address"),
    ],
)
def test_what_is_no_address_is_refused_with_the_reason(url, words):
    with pytest.raises(RefusedError, match=words):
        target_of(url)


@pytest.mark.parametrize(
    ("url", "one"),
    [
        ("HTTP://News.Example:80", "http://news.example/"),
        ("https://news.example:443/a?b=c#d", "https://news.example/a?b=c"),
        ("https://news.example:8443/ä b".replace(" ", "%20"), "https://news.example:8443/%C3%A4%20b"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[2606:4700::1]:81/x", "http://[2606:4700::1]:81/x"),
    ],
)
def test_an_address_has_one_spelling(url, one):
    assert target_of(url).url == one


def test_one_private_answer_among_public_ones_refuses_all():
    with pytest.raises(RefusedError, match=r"10\.0\.0\.1"):
        pinned(target_of("http://news.example/"), lambda *_: ["93.184.215.14", "10.0.0.1"], NOBODY)


def test_a_host_is_allowed_by_name_or_by_name_and_port():
    target = target_of("http://localhost:8080/")
    for allow in ({"localhost"}, {"localhost:8080"}):
        assert pinned(target, lambda *_: ["127.0.0.1"], frozenset(allow)) == ["127.0.0.1"]
    with pytest.raises(RefusedError):
        pinned(target, lambda *_: ["127.0.0.1"], frozenset({"localhost:9090", "127.0.0.1"}))


def test_a_name_that_changes_its_address_after_the_check_changes_nothing(site):
    # The first answer is checked and connected to; the resolver is not asked again for the same request.
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    site.article("/a", "x")
    visitor = Visitor(
        Bounds(2, 2), Manners(1, 0.0, obeys_robots=False), Hours(lambda: 0.0, lambda _: None, lambda: 0.0),
        stopped=lambda: False, resolve=lambda *_: next(answers),
    )  # fmt: skip
    answer = visitor.visit(f"http://news.example:{site.port}/a", (), frozenset({"news.example"}))
    assert (answer.status, answer.address) == (200, "127.0.0.1")
    assert site.asked[-1][1]["host"] == f"news.example:{site.port}"


def test_a_stop_is_seen_in_the_middle_of_an_answer(site):
    site.routes["/hang"] = lambda *_: site.leaving.wait(5)
    with pytest.raises(exchanges.StoppedError):
        exchange(target_of(site.url("/hang")), ["127.0.0.1"], (), Bounds(), lambda: len(site.asked) > 0)


def test_what_speaks_no_http_is_told(site):
    site.routes["/a"] = lambda connection, _: connection.sendall(b"SSH-2.0-OpenSSH\r\n\r\n")
    with pytest.raises(PassingError, match="broke off"):
        exchange(target_of(site.url("/a")), ["127.0.0.1"], (), Bounds(2, 2), lambda: False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    command = "openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -days 2 -subj /CN=news.example"
    command += " -addext subjectAltName=DNS:news.example"
    try:
        subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl on this machine, which makes the certificate of the test")
    return folder


@pytest.mark.parametrize(
    ("host", "trusted", "words"),
    [("news.example", True, None), ("news.example", False, "does not hold"), ("other.example", True, "does not hold")],
)
def test_a_certificate_is_checked_for_the_name_and_not_the_address(certificate, monkeypatch, host, trusted, words):
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(certificate / "c.pem", certificate / "k.pem")
    ours = ssl.create_default_context(cafile=str(certificate / "c.pem") if trusted else None)
    monkeypatch.setattr(exchanges, "_tls", lambda: ours)

    def serve(listening: socket.socket) -> None:
        with suppress(OSError), serving.wrap_socket(listening.accept()[0], server_side=True) as talk:
            talk.recv(4096)
            talk.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        target = target_of(f"https://{host}:{listening.getsockname()[1]}/")
        if words:
            with pytest.raises(PassingError, match=words):
                exchange(target, ["127.0.0.1"], (), Bounds(2, 2), lambda: False)
        else:
            assert exchange(target, ["127.0.0.1"], (), Bounds(2, 2), lambda: False).body == b"ok"
        thread.join(2)
