#pragma once
#include "core/catalog/object.h"

#include <memory>
#include <span>

namespace kilter {

/// An object that catalogs and changes have in common: copies cost a count. Nobody changes it; Catalog::edit() makes a copy of its own
/// of what others hold too. May be none, like a pointer.
class SharedObject
{
public:
    SharedObject() = default;
    SharedObject(std::nullopt_t) {}
    SharedObject(Object object) : m_object(std::make_shared<Object>(std::move(object))) {}

    explicit operator bool() const { return bool(m_object); }
    const Object &operator*() const { return *m_object; }
    const Object *operator->() const { return m_object.get(); }

private:
    friend class Catalog;
    std::shared_ptr<Object> m_object;
};

/// A run of a catalog's objects, seen as values; valid until the catalog is changed.
class Objects
{
public:
    class Iterator
    {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using iterator_concept = std::random_access_iterator_tag;
        using value_type = Object;
        using difference_type = std::ptrdiff_t;
        using pointer = const Object *;
        using reference = const Object &;

        Iterator() = default;
        explicit Iterator(const SharedObject *at) : m_at(at) {}
        const SharedObject &shared() const { return *m_at; } ///< to keep it beyond the catalog

        reference operator*() const { return **m_at; }
        pointer operator->() const { return &**m_at; }
        reference operator[](difference_type n) const { return *m_at[n]; }
        Iterator &operator++() { return ++m_at, *this; }
        Iterator operator++(int) { return Iterator(m_at++); }
        Iterator &operator--() { return --m_at, *this; }
        Iterator operator--(int) { return Iterator(m_at--); }
        Iterator &operator+=(difference_type n) { return m_at += n, *this; }
        Iterator &operator-=(difference_type n) { return m_at -= n, *this; }
        friend Iterator operator+(Iterator a, difference_type n) { return a += n; }
        friend Iterator operator+(difference_type n, Iterator a) { return a += n; }
        friend Iterator operator-(Iterator a, difference_type n) { return a -= n; }
        friend difference_type operator-(Iterator a, Iterator b) { return a.m_at - b.m_at; }
        friend auto operator<=>(Iterator a, Iterator b) = default;

    private:
        const SharedObject *m_at = nullptr;
    };

    Objects() = default;
    explicit Objects(std::span<const SharedObject> run) : m_run(run) {}

    Iterator begin() const { return Iterator(m_run.data()); }
    Iterator end() const { return Iterator(m_run.data() + m_run.size()); }
    std::size_t size() const { return m_run.size(); }
    bool empty() const { return m_run.empty(); }
    const Object &front() const { return *m_run.front(); }
    const Object &back() const { return *m_run.back(); }
    const Object &operator[](std::size_t i) const { return *m_run[i]; }
    std::vector<Object> values() const { return {begin(), end()}; } ///< copies

private:
    std::span<const SharedObject> m_run;
};

} // namespace kilter
