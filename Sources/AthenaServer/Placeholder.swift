internal import Hummingbird
internal import Crypto
