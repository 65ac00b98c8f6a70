/// What differs between databases beyond the form of parameters; the list is meant to stay short.
package enum Dialect: Sendable, Hashable {
    case sqlite
    case postgres
}
