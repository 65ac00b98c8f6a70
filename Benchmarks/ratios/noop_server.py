"""A FastMCP server with one tool that does nothing."""

import sys

from fastmcp import FastMCP

server = FastMCP("noop")


@server.tool
def nothing() -> dict:
    """Does nothing."""
    return {}


if __name__ == "__main__":
    server.run(
        transport="http", host="127.0.0.1", port=int(sys.argv[1]), path="/mcp", stateless_http=True,
        json_response=True, log_level="ERROR", show_banner=False,
    )
